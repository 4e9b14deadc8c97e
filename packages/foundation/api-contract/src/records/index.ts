export {
  aggregateRecords,
  createRecord,
  createRecords,
  deleteRecord,
  deleteRecords,
  getRecord,
  listRecords,
  mostRecordsAtOnce,
  recordHistory,
  restoreRecord,
  updateRecord,
  updateRecords,
} from './operations.ts';
export { HistoryEntry, RecordInput, RecordOutput, RecordPage } from './record-shapes.ts';
