export { settingsErrors } from './errors.ts';
export { settingsMigrations } from './migrations.ts';
export { settingOperations } from './operations.ts';
export { requireSettings } from './require-settings.ts';
export { SettingStore } from './setting-store.ts';
