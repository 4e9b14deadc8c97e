export { diagramTool } from './diagram/diagram-tool.ts';
export { entityView } from './entity-view.ts';
export { roleView } from './role-view.ts';
export { settingView } from './setting-view.ts';
export { typeNames } from './type-names.ts';
