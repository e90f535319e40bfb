import { PARAMETERS } from '../../monitoring/index.ts'
import type { Line } from './schemas.ts'

/** Words of the downloads and papers; the page says the same. */
export const LINE_STATE_WORDS: Readonly<Record<Line['state'], string>> = {
  open: '待签认',
  frozen: '有异议',
  posted: '已入账',
  struck: '不予结算',
}

/** Items by their codes, as the standard prints them. */
export const ITEM_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  PARAMETERS.map(({ code, zh }) => [code, zh]),
)
