export { ApplicationSetting, listSettings, setSetting, unsetSetting } from './operations.ts';
