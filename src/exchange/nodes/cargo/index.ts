import type { Cargo } from '../cargo.ts'
import { directoryCargo } from '../directory.ts'
import { answerCargo, replyCargo, requestCargo, useCargo } from '../outside/cargo.ts'
import { statementCargoes } from '../statements/cargo.ts'
import { alertCargo } from './alert.ts'
import { entryCargo } from './entry.ts'
import { grantCargo, rowCargo } from './grants.ts'
import { receiptCargo } from './receipt.ts'
import { resourceCargo } from './resource.ts'
import { taskCargo } from './task.ts'

/** All that travels between nodes. What is not named here leaves no node. */
export const allCargo: readonly Cargo[] = [
  directoryCargo,
  taskCargo,
  alertCargo,
  receiptCargo,
  resourceCargo,
  grantCargo,
  rowCargo,
  requestCargo,
  replyCargo,
  answerCargo,
  useCargo,
  entryCargo,
  ...statementCargoes,
]
