import { type Static, Type } from 'typebox';
import { lineOfText } from '../line-of-text.ts';

export const GroupKey = Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z]([a-z0-9-]*[a-z0-9])?$' });

export const GroupName = lineOfText(120);

/** A set of members, to give roles to many at once. */
export const Group = Type.Object({ key: Type.String(), name: Type.String(), members: Type.Integer() });
export type Group = Static<typeof Group>;
