package io.sallyport.validator;

/** What the topology is: its tasks and the names of its stores outlive an upgrade. */
final class FrozenShape {
  static final String DESCRIPTION =
      """
      Topologies:
         Sub-topology: 0
          Source: arrived (topics: [sallyport.arrived])
            --> gate
          Source: released (topics: [sallyport.released])
            --> gate
          Source: untrusted (topics: [sallyport.untrusted])
            --> gate
          Processor: gate (stores: [chains, seen])
            --> held-deployments, quarantine, receipts, to-desk, trusted-deployments
            <-- untrusted, arrived, released
          Sink: held-deployments (topic: sallyport.held.deployments)
            <-- gate
          Sink: quarantine (topic: sallyport.quarantine)
            <-- gate
          Sink: receipts (topic: sallyport.receipts.validator)
            <-- gate
          Sink: to-desk (topic: sallyport.desk)
            <-- gate
          Sink: trusted-deployments (topic: sallyport.trusted.deployments)
            <-- gate

        Sub-topology: 1
          Source: untrusted-direct (topics: \\Qsallyport.untrusted.\\E[a-z0-9-]{1,40})
            --> arrive
          Processor: arrive (stores: [])
            --> to-arrived
            <-- untrusted-direct
          Sink: to-arrived (topic: sallyport.arrived)
            <-- arrive

        Sub-topology: 2
          Source: approvals (topics: [sallyport.approvals])
            --> holds
          Source: waiting-deployments (topics: [sallyport.held.deployments])
            --> holds
          Processor: holds (stores: [holds])
            --> approved-deployments, closed-deployments, hold-receipts, unsealed
            <-- approvals, waiting-deployments
          Sink: approved-deployments (topic: sallyport.trusted.deployments)
            <-- holds
          Sink: closed-deployments (topic: sallyport.held.deployments)
            <-- holds
          Sink: hold-receipts (topic: sallyport.receipts.validator)
            <-- holds
          Sink: unsealed (topic: sallyport.desk)
            <-- holds

        Sub-topology: 3
          Source: outcomes-deployments (topics: [sallyport.outcomes.deployments])
            --> desk
          Source: referred (topics: [sallyport.desk])
            --> desk
          Processor: desk (stores: [desk])
            --> asked-deployments, decided-deployments, desk-receipts
            <-- referred, outcomes-deployments
          Sink: asked-deployments (topic: sallyport.held.deployments)
            <-- desk
          Sink: decided-deployments (topic: sallyport.trusted.deployments)
            <-- desk
          Sink: desk-receipts (topic: sallyport.receipts.validator)
            <-- desk

      """;

  private FrozenShape() {}
}
