package train

// A cluster is the class of a word and the class of that class.
type cluster struct {
	fine   uint16
	coarse uint8
}

// wordClusters groups the words of the unlabelled texts by their neighbours.
func wordClusters(e Env) (map[uint64]cluster, error) {
	return nil, nil
}
