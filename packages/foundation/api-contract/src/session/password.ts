import { Type } from 'typebox';

/** A password somebody types to prove who they are. Bounded, for hashing costs. */
export const Password = Type.String({ minLength: 1, maxLength: 200 });

/** A password somebody chooses: length is what counts (NIST SP 800-63B §5.1.1.2). */
export const NewPassword = Type.String({ minLength: 10, maxLength: 200 });
