module github.com/readout-project/readout

go 1.26
