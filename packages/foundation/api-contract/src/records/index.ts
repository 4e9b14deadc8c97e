export {
  createRecord,
  createRecords,
  deleteRecord,
  getRecord,
  listRecords,
  mostRecordsAtOnce,
  restoreRecord,
  updateRecord,
} from './operations.ts';
export { RecordInput, RecordOutput, RecordPage } from './record-shapes.ts';
