"""The questions of docs/surprises.md that no page of AWS answers, each answered by trying."""
