public import Channels
public import Notifications
import People
public import ServiceLevels
public import Transport

extension Configuration {
    /// Makes the channel of a name; nil if there is none.
    ///
    /// - Parameters:
    ///   - name: the channel's name.
    ///   - transport: sends requests.
    ///   - render: words messages for a room; nil for the templates.
    /// - Returns: the channel.
    public func makeChannel(
        _ name: String,
        transport: any HTTPTransport & MailTransport,
        render: ChatChannel.Render? = nil
    ) -> (any Channel)? {
        switch channels[name] {
        case nil: nil
        case .webhook(let settings)?: WebhookChannel(settings: settings, transport: transport)
        case .chat(let settings)?:
            ChatChannel(
                name: name,
                settings: settings,
                transport: transport,
                render: render ?? makeRenderer(),
                mentions: makeMentions(channel: name, type: settings.vendor.rawValue)
            )
        case .email(let settings)?:
            MailChannel(
                name: name,
                settings: settings,
                transport: transport,
                render: render ?? makeRenderer(),
                mentions: makeMentions(channel: name, type: "email")
            )
        case .console?: ConsoleChannel()
        case .journal?: JournalChannel(name: name)
        }
    }

    /// Makes the writer of messages.
    ///
    /// - Parameter language: the language; nil for the configuration's.
    /// - Returns: a writer.
    public func makeWriter(language: Language? = nil) -> MessageWriter {
        MessageWriter(
            routes: routes,
            language: language ?? self.language,
            zone: zone,
            ticketURL: ticketURL,
            templates: templates,
            people: people,
            audiences: channels.mapValues(\.audience)
        )
    }

    /// Who hears of what, by which channels.
    public var routing: Routing {
        Routing(routes: routes, people: people, audiences: channels.mapValues(\.audience))
    }

    /// What puts messages into words by the templates.
    ///
    /// - Parameter language: the language; nil for the configuration's.
    /// - Returns: a function of a message and a markup.
    public func makeRenderer(language: Language? = nil) -> ChatChannel.Render {
        let renderer = MessageRenderer(
            templates: templates,
            language: language ?? self.language,
            zone: zone
        )
        return { renderer.render($0, as: $1) }
    }

    /// Makes the function that finds the recipients' handles on a chat channel.
    private func makeMentions(channel: String, type: String) -> ChatChannel.FindMentions {
        let people = people
        return { recipients in
            recipients.compactMap { recipient in
                guard let person = recipient.id.flatMap({ people.persons[$0] }),
                    let handle = person.handle(channel: channel, type: type)
                else { return nil }
                return Mention(handle: handle, name: person.name)
            }
        }
    }
}
