import Testing

/// Every test of the endpoint, one at a time: their clients hold the threads they wait on, and some look at the clock.
@Suite(.serialized) enum EndpointTests {}
