import { createContext, useContext } from 'react'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { send } from '../../shell/api.ts'

/** Where a statement is held that a page shows: here, or at another node that told this one of it. */
export interface StatementHome {
  /** What that node is called; null: here. What only the holder has (observations, files, its ledger) is not led to. */
  node: string | null
  /** Sends what a party does about it: `sign`, `objections` … @returns the statement as it stands then */
  act(one: StatementDetail, path: string, body: object, once?: string): Promise<StatementDetail>
}

export const StatementHomeContext = createContext<StatementHome>({
  node: null,
  act: (one, path, body, once) =>
    send<StatementDetail>('POST', `/api/v1/statements/${one.id}/${path}`, body, undefined, once),
})

export const useStatementHome = (): StatementHome => useContext(StatementHomeContext)
