/** The parts of the rail, in its order. Texts are found by `studio.group.<key>`. */
export const railGroups = [
  { key: 'build', title: 'Build' },
  { key: 'data', title: 'Data' },
  { key: 'systems', title: 'Other systems' },
  { key: 'running', title: 'What runs' },
  { key: 'together', title: 'Working together' },
] as const;

/** What makers come to a view or a tool for. */
export type RailGroup = (typeof railGroups)[number]['key'];
