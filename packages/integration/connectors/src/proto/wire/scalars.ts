/** How a scalar lies in bytes: as a number of any length, as eight or four bytes, or as a length with that many bytes. */
export const wireKinds = { varint: 0, eight: 1, bytes: 2, four: 5 } as const;

export type WireKind = (typeof wireKinds)[keyof typeof wireKinds];

/** The scalars of Protocol Buffers. */
const scalarKinds: Readonly<Record<string, WireKind>> = {
  double: wireKinds.eight,
  float: wireKinds.four,
  int32: wireKinds.varint,
  int64: wireKinds.varint,
  uint32: wireKinds.varint,
  uint64: wireKinds.varint,
  sint32: wireKinds.varint,
  sint64: wireKinds.varint,
  fixed32: wireKinds.four,
  fixed64: wireKinds.eight,
  sfixed32: wireKinds.four,
  sfixed64: wireKinds.eight,
  bool: wireKinds.varint,
  string: wireKinds.bytes,
  bytes: wireKinds.bytes,
};

/** The kind of a scalar; undefined where the type is a message or an enum. */
export function scalarKind(type: string): WireKind | undefined {
  return Object.hasOwn(scalarKinds, type) ? scalarKinds[type] : undefined;
}
