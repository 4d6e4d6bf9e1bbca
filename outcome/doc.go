// Package outcome follows what people promise, threaten, demand, offer and invite to through later articles: who answered, what was due, and which
// sentences tell that it came about or did not. What a sentence proposes is shown with its words. Only a person confirms it (readout.Done,
// readout.NotDone).
package outcome
