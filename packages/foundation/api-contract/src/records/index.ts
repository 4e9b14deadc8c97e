export {
  aggregateRecords,
  createRecord,
  createRecords,
  deleteRecord,
  deleteRecords,
  explainAccess,
  getRecord,
  listRecords,
  mostRecordsAtOnce,
  recordHistory,
  restoreRecord,
  updateRecord,
  updateRecords,
} from './operations.ts';
export {
  AccessExplanation,
  GrantAnswer,
  HistoryEntry,
  RecordInput,
  RecordOutput,
  RecordPage,
  RuleConditionAnswer,
} from './record-shapes.ts';
