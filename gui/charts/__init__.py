"""Charts: the page of panes and the projection. The only place that knows pyqtgraph, loaded at first use."""
