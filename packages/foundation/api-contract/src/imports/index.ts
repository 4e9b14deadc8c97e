export { ImportProblem, ImportReport } from './import-report.ts';
export { ImportOperation, mostPreviewRows, previewImport, startImport } from './operations.ts';
