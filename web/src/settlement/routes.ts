import { agreementPages } from './agreements/routes.ts'
import { fundPages } from './fund/routes.ts'
import { ledgerPages } from './ledger/routes.ts'
import { statementPages } from './statements/routes.ts'

/** The pages of the settlement room: each part adds its own. */
export const settlementRoutes = [...agreementPages, ...statementPages, ...ledgerPages, ...fundPages] as const
