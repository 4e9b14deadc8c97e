import { Type } from 'typebox';

/** The token of a one-time link, as its address carries it. It names its tenant: `pli_<tenant key>_<secret>`. */
export const LinkToken = Type.String({ minLength: 1, maxLength: 200 });
