/** The parts of the rail, in its order, with the text of each. */
export const railGroups = [
  { key: 'build', id: 'studio.group.build', english: 'Build' },
  { key: 'data', id: 'studio.group.data', english: 'Data' },
  { key: 'systems', id: 'studio.group.systems', english: 'Other systems' },
  { key: 'running', id: 'studio.group.running', english: 'What runs' },
  { key: 'together', id: 'studio.group.together', english: 'Working together' },
] as const;

/** What makers come to a view or a tool for. */
export type RailGroup = (typeof railGroups)[number]['key'];
