import { type Static, Type } from 'typebox';

/** What became of a one-time link: mailed, or handed to the administrator to pass on. */
export const OneTimeLink = Type.Object({
  /** The link's path below the platform's address; null when it went out by mail. */
  path: Type.Union([Type.String(), Type.Null()]),
  mailed: Type.Boolean(),
  expiresAt: Type.String({ format: 'date-time' }),
});
export type OneTimeLink = Static<typeof OneTimeLink>;
