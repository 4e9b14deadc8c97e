export function EntityDiagram() {
  return null;
}
