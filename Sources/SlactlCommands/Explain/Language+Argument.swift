public import ArgumentParser
public import ServiceLevels

extension Language: ExpressibleByArgument {}
