export { downloadExport, ExportFormat, ExportOperation, startExport } from './operations.ts';
