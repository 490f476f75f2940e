import BusinessTime
import Ledger
import ServiceLevels

extension ExplanationPage {
    /// The distance of a moment: `in 12min`, `5min ago`.
    func countdown(_ instant: Instant) -> String {
        let now = explanation.now
        let distance = (instant > now ? instant - now : now - instant).text(in: language)
        return instant > now
            ? say("还有 \(distance)", "in \(distance)") : say("\(distance)前", "\(distance) ago")
    }

    /// Whether a step was raised, by the ledger.
    func mark(of identity: AlertIdentity) -> String {
        if explanation.raised.obstacle != nil { return say("是否触发过未知", "unknown whether raised") }
        guard let record = explanation.raised.record(of: identity) else {
            return say("未触发", "not raised")
        }
        let at = wall.text(record.raised)
        switch record.disposition {
        case "raised": return say("已触发 \(at)", "raised \(at)")
        case "covered": return say("由更高一级代为通知 \(at)", "covered by a higher step \(at)")
        case "known": return say("已汇总 \(at)", "in a summary \(at)")
        case "shadow": return say("影子模式，仅记录 \(at)", "shadow mode, recorded \(at)")
        default: return "\(record.disposition) \(at)"
        }
    }

    /// A step with its kind and the number of its occurrence.
    func title(of point: ClockReading.Point) -> String {
        let round =
            !point.step.isRepeated
            ? "" : say("（第 \(point.occurrence) 次）", " (no. \(point.occurrence))")
        let kind = point.step.kind.text(in: language)
        return (point.step.name == kind ? kind : "\(point.step.name) \(kind)") + round
    }
}
