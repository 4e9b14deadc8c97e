export { ImportProblem, ImportReport } from './import-report.ts';
export { mostPreviewRows, startImport } from './operations.ts';
