"""What the commands print: plain records of documents and notes, and the formats that carry them."""
