package readout

// A Time is a time expression and its value after TIMEX3: Type is DATE, TIME, DURATION or SET.
type Time struct {
	Span
	Type  string
	Value string // empty when nothing tells it
	Mod   string // MORE_THAN, APPROX, START …; empty for none
}

// A PlaceMention is a place named as a place. What is not known is empty.
type PlaceMention struct {
	Span
	Name     string
	Country  string  // ISO 3166-1 alpha-2
	Located  bool    // whether Lat and Lon are known
	Lat, Lon float64 // degrees, WGS 84
	GeoNames int     // id; 0 when not known
}

// ActType is what a speaker does by saying something: one of the list of docs/record.md.
type ActType string

// An Act is a clause of a statement and what the speaker does with it.
type Act struct {
	Type ActType
	Span
	Target    string // id of the entity at whom it is aimed or of whom it speaks
	Condition Span   // the clause on which it hangs; empty for none
	Deadline  *Time
	Rule      string // the line of a data file that decided, as "patterns.txt:12"; empty for none
}

// An Occasion is a setting in which people met or spoke; it is one however often the article comes back to it.
type Occasion struct {
	ID           string // "o1", "o2", …
	Kind         string // meeting, press_conference, remarks, interview, call, speech, visit, briefing, statement, debate, hearing, post, other
	Participants []string
	Place        *PlaceMention
	When         *Time
	Duration     *Time
	Topics       []Span
	Relations    []Relation
	Spans        []Span // the words that speak of it
	Rule         string // the line of a data file that told its kind, as "occasions.txt:60"
}

// A Relation tells how an occasion stands to another.
type Relation struct {
	Type     string // before, after, during, part_of
	Occasion string // id
}

// An Event is who did what to whom, in the PLOVER ontology.
type Event struct {
	ID         string // "v1", "v2", …
	Type       string // AGREE, CONSULT, SUPPORT, …
	Mode       string // as PLOVER lists them for the type; empty for none
	CAMEO      string // code of the CAMEO ontology
	Trigger    Span
	Actors     []string
	Recipients []string
	Polarity   string // positive, negative
	Modality   string // actual, intended, possible, conditional, demanded
	When       *Time
	Where      *PlaceMention
	Statement  string // id of the statement in which it is told
	Occasion   string // id
	Rule       string // the frame, as "frames/verbal_conflict.txt:20"; "learned" for a trigger that only the model knows, "act" for one made of an act
}

// Talks are the state of one negotiation, as the article tells it.
type Talks struct {
	ID          string // "t1", "t2", …
	Parties     []string
	Topics      []Span
	Occasions   []string
	Result      string // agreement, partial, none, unknown
	Denied      []Point
	Agreed      []Point
	Outstanding []Point
	Next        []Point
}

// A Point is the shortest span that tells something of a negotiation, and the statement it stands in, when it is
// somebody's word.
type Point struct {
	Span
	Statement string
	Act       ActType
	Rule      string // the line of a data file that told it, as "talks.txt:60"; empty for none
}
