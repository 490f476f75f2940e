public import ArgumentParser
public import Ledger

extension DeliveryState: ExpressibleByArgument {}
