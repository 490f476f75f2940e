/// The names of the events that stores of our own make write; a policy may name any other.
public enum Milestone {
    /// The customer turned to us.
    public static let received = "received"
    /// The ticket was entered in the system.
    public static let recorded = "recorded"
    /// The record holds all that a complete record needs.
    public static let recordComplete = "record_complete"
    /// Somebody picked up.
    public static let firstAnswer = "first_answer"
    /// A person contacted the customer about the matter.
    public static let firstResponse = "first_response"
    /// The customer wrote or called.
    public static let customerMessage = "customer_message"
    /// Somebody began to work on it.
    public static let handlingStarted = "handling_started"
    /// The customer was told how things stand.
    public static let progress = "progress"
    /// A time was promised to the customer; the event's `due` holds it.
    public static let promise = "promise"
    /// The ticket went to a department, the event's `subject`, with the limit in `due`.
    public static let transfer = "transfer"
    /// A department finished its part.
    public static let departmentDone = "department_done"
    /// Work waits for somebody else; the event's `subject` is the status it waits in.
    public static let waiting = "waiting"
    /// The wait is over.
    public static let resumed = "resumed"
    /// A solution was given.
    public static let resolved = "resolved"
    /// The customer was told the result.
    public static let told = "told"
    /// The customer said what they think of it; `subject` is the score.
    public static let feedback = "feedback"
    /// The customer is not satisfied.
    public static let dissatisfied = "dissatisfied"
    /// The ticket was closed.
    public static let closed = "closed"
    /// Work began again on a resolved or closed ticket.
    public static let reopened = "reopened"
    /// The priority or level was set or changed; `subject` is the new one.
    public static let levelSet = "level_set"
    /// Attributes changed; `subject` names the columns, never their values.
    public static let changed = "changed"

    /// Every kind of event that the standards and our own commands name; a typing error in a
    /// policy is most likely near one of them.
    public static let all = [
        received, recorded, recordComplete, firstAnswer, firstResponse, customerMessage,
        handlingStarted, progress, "internal_progress", "judgement", "plan", "plan_confirmed",
        "plan_done", promise, transfer, "department_response", departmentDone, waiting, resumed,
        resolved, told, feedback, dissatisfied, "final_plan", "call_back", levelSet,
        "level_disputed", "level_decided", "scheduled", reopened, closed, changed,
    ]

    /// The milestones that a reopening takes back.
    static let settling: Set<String> = [resolved, closed]
    /// The milestones that begin or end a wait, finish a ticket or take that back.
    static let lifecycle: Set<String> = [waiting, resumed, resolved, closed, reopened]
    /// The same, for a quick no.
    static let waits = KindMark(folded: Array(lifecycle))
}
