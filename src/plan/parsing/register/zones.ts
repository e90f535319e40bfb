import type { ParsingInput } from '../input.ts'
import type { ZoneEntry } from '../types.ts'
import type { ClauseVisitor } from './clauses.ts'

/** Names of zones and lines of spatial planning. */
const ZONES =
  /三区三线|三类空间|三条(?:控制)?线|生态保护红线|海洋生态红线|永久基本农田(?:保护红线)?|城镇开发边界(?:红线)?|城市开发边界|生态控制线|生态空间|农业空间|城镇空间|农村空间|禁止开发区域?|限制开发区域?|重点开发区域|优化开发区域|饮用水水源(?:地|一级|二级)?保护区|自然保护区|海洋保护区|重点生态功能区|蓝线|绿线|黄线|紫线|自然岸线|耕地保护红线|水资源.{0,6}红线|水功能区限制纳污红线/g
/** Words that impose something on a zone. */
const IMPOSES = /划定|划示|严守|禁止|严禁|禁种|禁建|不得|限制|管制|管控|控制|严格|红线/
/** A ban that names no zone: 严禁围垦河湖水域 */
const BANS = /(?:严格禁止|禁止|严禁|不得)[\u4e00-\u9fff、“”]{4,30}/

/** Zoning that the text imposes: zones and lines with what is to be done about them, and bans. */
export function zoneFinder(input: ParsingInput): { visit: ClauseVisitor; entries: () => ZoneEntry[] } {
  const { view } = input
  const text = view.plain
  const found: ZoneEntry[] = []
  const visit: ClauseVisitor = (start, end) => {
    const clause = text.slice(start, end)
    if (!IMPOSES.test(clause)) return
    const names = clause.match(ZONES) ?? BANS.exec(clause)
    if (!names) return
    const span = view.span(start, end)
    const quote = input.quote(span)
    const provision = input.provisionAt(start)
    for (const name of new Set(names)) found.push({ name, quote, span, provision })
  }
  return { visit, entries: () => found }
}
