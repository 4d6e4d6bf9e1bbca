package linear

// Average returns the mean of several trained models' weights, whose scores are the means of theirs: what the
// order of the examples did to one of them comes out in the mean (McDonald, Hall and Mann 2010).
func Average(models ...[]Row) []Row {
	at := make(map[Key]int)
	var out []Row
	share := 1 / float32(max(1, len(models)))
	for _, rows := range models {
		for _, r := range rows {
			i, ok := at[r.Key]
			if !ok {
				i = len(out)
				at[r.Key] = i
				out = append(out, Row{Key: r.Key})
			}
			o := &out[i]
		next:
			for j, c := range r.Classes {
				for k, have := range o.Classes {
					if have == c {
						o.Weights[k] += share * r.Weights[j]
						continue next
					}
				}
				o.Classes = append(o.Classes, c)
				o.Weights = append(o.Weights, share*r.Weights[j])
			}
		}
	}
	return out
}
