export { secretsErrors } from './errors.ts';
export { fileMasterKeys, rotateMasterKey } from './file-master-keys.ts';
export { type MasterKeys, masterKeysOf, parseMasterKeys } from './master-keys.ts';
export { createSecrets, type SecretContext, type Secrets } from './secrets.ts';
