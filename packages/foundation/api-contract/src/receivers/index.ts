export {
  getDelivery,
  listDeliveries,
  listReceivers,
  redeliver,
  removeReceiver,
  setReceiver,
  setReceiverSecret,
  startReceiver,
  stopReceiver,
  testReceiver,
} from './operations.ts';
export { DeliveryShape, DeliveryWhole, ReceiverShape } from './shapes.ts';
