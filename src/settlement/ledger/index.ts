export { openAccountOfOwn, transferByHand } from './acts.ts'
export { everyTransfer, TRANSFER_KIND_WORDS } from './exports.ts'
export {
  checkLedger,
  giveTransfer,
  type LedgerCheck,
  type Move,
  type Moved,
  type NewAccount,
  openAccount,
  postTransfer,
} from './post.ts'
export { ledgerRefusals } from './refusals.ts'
export { ledgerRoutes } from './routes.ts'
export { balancesOf, findAccount, findTransfer, listTransfers } from './store.ts'
