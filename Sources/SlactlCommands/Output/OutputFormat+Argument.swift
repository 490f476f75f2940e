import ArgumentParser
import Reporting
import Support

extension OutputFormat: ExpressibleByArgument {}
