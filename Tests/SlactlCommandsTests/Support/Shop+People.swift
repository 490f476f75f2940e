@testable import SlactlCommands

extension Shop {
    /// A shop with persons, groups and a roster, and quiet hours outside office hours.
    static func withPeople() throws -> Shop {
        try Shop { text in
            text.replacing(
                "  owner: [journal]\n",
                with: "  owner: {from: [{attribute: owner}], channels: [desk]}\n"
            )
            .replacing(
                "  supervisor: [journal]\n",
                with: """
                      supervisor:
                        from: [{superior_of: owner}, {roster: supervisors}]
                        channels: [desk]

                    """
            )
            .replacing(
                "  journal: {type: journal}\n",
                with: """
                      journal: {type: journal}
                      desk: {type: wecom, url: "http://127.0.0.1:1/send?key=shop"}

                    """
            )
            // The shipped quiet hours give way to others.
            .replacing(/people:\n(  .*\n)+/, with: "") + """

                people:
                  persons:
                    zhang.san:
                      name: 张三
                      aliases: [zhangsan]
                      handles: {dingtalk: "13800000001", email: zhang@example.com}
                      superior: li.si
                      deputy: wang.wu
                      away: [{from: 2026-12-01, to: 2026-12-05}]
                    li.si: {name: 李四, quiet: none, handles: {wecom: lisi}}
                    wang.wu: {name: 王五, superior: li.si}
                    zhao.liu: {name: 赵六, deputy: li.si, away: [{from: 2026-11-20}]}
                  groups:
                    technical_support: {members: [zhang.san, wang.wu], head: li.si, aliases: [技术支持组]}
                  rosters:
                    supervisors:
                      rotation: weekly
                      from: 2026-01-05
                      on: mon
                      handover: "09:00"
                      order: [li.si, zhao.liu]
                      overrides: [{from: "2026-11-25 09:00", to: "2026-11-27 09:00", person: wang.wu}]
                  quiet: {calendar: office}
                  fallback: [supervisor]

                """
        }
    }
}
