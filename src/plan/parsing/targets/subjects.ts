const LEADING =
  /^(?:到|至|在)?(?:20\d\d年)?(?:底|末|年底|左右)?(?:前|以前)?[,]?(?:其中|力争|确保|争取|努力|实现|完成|要|将|使|并|以及|和|、|“|全面|加快|积极|大力|重点|继续|进一步|同时|今年|年内|全年|拟|新增|新建|新开工|开工|改造提升|改造|建成|建设|打造|培育|引进|组织实施|实施|开展|打通|开通|购置|发布|联合发布|推进|推动|举办|召开|消除|更新改造|更新|整治|恢复|创建|发行|安排|惠及|累计|保障|提高|普遍)*/
const TRAILING =
  /(?:不低于|不少于|不小于|至少|不高于|不超过|控制在|限制在|超过|突破|高于|大于|低于|约为?|大约|近|达到|达|为|要|力争|预计|拟按|(?:提高|提升|增加|扩大|上升|升级|发展|缩短|降低|下降|压缩|压减|减少)(?:到|至)?|增至|稳定在|保持在|稳定|维持在|实现|完成|增长|年均|平滑|普遍|整体|均|全部)+$/

/** What a goal is about: the words before the number without the verbs around them, or the noun behind it. */
export function subjectOf(before: string, nounBehind: string, kind: 'measured' | 'counted' | 'capacity'): string {
  const stated = before
    .replace(TRAILING, '')
    .replace(LEADING, '')
    .replace(/(?:等|的|在|“)$/, '')
  if (kind === 'capacity') return `${stated}${nounBehind}`
  if (kind === 'counted' && nounBehind.length >= 2) return nounBehind
  return stated || nounBehind
}
