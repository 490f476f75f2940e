/// The names of the events that our own stores write; policies may name others.
public enum Milestone {
    /// The customer contacted us.
    public static let received = "received"
    /// The ticket was entered in the system.
    public static let recorded = "recorded"
    /// The record is complete.
    public static let recordComplete = "record_complete"
    /// Somebody picked up.
    public static let firstAnswer = "first_answer"
    /// A person contacted the customer about the matter.
    public static let firstResponse = "first_response"
    /// The customer wrote or called.
    public static let customerMessage = "customer_message"
    /// Somebody began to work on it.
    public static let handlingStarted = "handling_started"
    /// The customer was told the state of things.
    public static let progress = "progress"
    /// A time was promised to the customer, in the event's `due`.
    public static let promise = "promise"
    /// The ticket was transferred to a department, the event's `subject`, with the limit in `due`.
    public static let transfer = "transfer"
    /// A department finished its part.
    public static let departmentDone = "department_done"
    /// Work waits for somebody else; `subject` is the status.
    public static let waiting = "waiting"
    /// The wait is over.
    public static let resumed = "resumed"
    /// A solution was given.
    public static let resolved = "resolved"
    /// The customer was told the result.
    public static let told = "told"
    /// The customer's feedback; `subject` is the score.
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

    /// All kinds that the standards and our commands name, to suggest a name for a misspelt one.
    public static let all = [
        received, recorded, recordComplete, firstAnswer, firstResponse, customerMessage,
        handlingStarted, progress, "internal_progress", "judgement", "plan", "plan_confirmed",
        "plan_done", promise, transfer, "department_response", departmentDone, waiting, resumed,
        resolved, told, feedback, dissatisfied, "final_plan", "call_back", levelSet,
        "level_disputed", "level_decided", "scheduled", reopened, closed, changed,
    ]

    /// The milestones that a reopening undoes.
    static let settling: Set<String> = [resolved, closed]
    /// The milestones that begin or end a pause, finish a ticket or reopen it.
    static let lifecycle: Set<String> = [waiting, resumed, resolved, closed, reopened]
    /// The same as a mark, for a quick check.
    static let lifecycleMark = KindMark(folded: Array(lifecycle))
}
