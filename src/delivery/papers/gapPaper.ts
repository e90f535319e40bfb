import {
  DIFFERENCE_WORDS,
  type Disagreement,
  type GapFacts,
  type GapLine,
  gapFacts,
  isSupposed,
  reasonOf,
  verdictWord,
} from '../../alignment/index.ts'
import {
  type Annex,
  type Block,
  chineseNumber,
  dateInWords,
  heading,
  noted,
  type Paper,
  paragraph,
  percent,
  quoted,
  type Table,
} from '../../papers/index.ts'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'

/** Gaps that are told one by one in the report itself; the annex has all of them. */
const MOST_TOLD = 20
/** How much of a provision is quoted. */
const QUOTED = 120

/** 衔接落实情况报告: what of a higher plan a lower one carries out, what of it nobody has picked up, where they disagree. */
export async function gapPaper(trx: Trx, id: string, actor: Actor, today: string): Promise<Paper> {
  return paperOfGaps(await gapFacts(trx, id), actor.organizationName, today)
}

function paperOfGaps(facts: GapFacts, office: string, today: string): Paper {
  const { view, missing } = facts
  const page = `/alignments/${view.id}`
  const { confirmed, rejected, added, verdicts } = view.reviewed
  const told = confirmed + rejected + added + verdicts
  return {
    mark: `${office}文件`,
    number: null,
    title: `关于《${view.upper.title}》在《${view.lower.title}》中衔接落实情况的报告`,
    addressee: null,
    blocks: [
      heading(1, '一、总体情况'),
      ...overview(facts, page),
      heading(1, '二、未承接的条款'),
      ...(missing.length === 0
        ? [paragraph('比对未发现完全没有承接的条款。')]
        : missing.slice(0, MOST_TOLD).flatMap(gapBlocks)),
      ...(missing.length > MOST_TOLD ? [paragraph(`其余${missing.length - MOST_TOLD}条见附件。`)] : []),
      heading(1, '三、部分落实与表述不一致的条款'),
      paragraph(
        '只有部分内容得到落实的条款有',
        noted(`${facts.partly.length}条`, '结论为“部分落实”的条款，逐条见附件', page),
        '；两份文件对同一事项表述不一致的有',
        noted(
          `${facts.disagreements.length}处`,
          '目标值、目标年份、工程阶段、地点、牵头单位不同之处，逐处见附件',
          page,
        ),
        '。上位文件的表述不当然正确，以何者为准由主管单位核定。',
      ),
      heading(1, '四、依据'),
      paragraph(
        `本报告依据上位文件第${view.upper.version}版、下位文件第${view.lower.version}版逐条比对形成，截至${dateInWords(today)}`,
        told === 0
          ? '，尚未经人工确认。'
          : `，其中人工确认衔接${confirmed}条、否定${rejected}条、补充${added}条，认定结论${verdicts}条。`,
      ),
    ],
    annexes: annexesOf(facts),
    signature: { unit: office, date: today },
    ...(told === 0 ? { remark: '本报告由比对生成，尚未经人工确认' } : {}),
    printed: { unit: office, date: today },
  }
}

function overview({ view }: GapFacts, page: string): Block[] {
  const { carriedOut, partly, notFound, notApplicable } = view.counts
  const applicable = carriedOut + partly + notFound
  const share = percent(carriedOut + partly / 2, applicable)
  return [
    quoted(
      `《${view.upper.title}》共有`,
      noted(`${view.upper.provisions}条`, '按标题和条目切分的条款', page),
      '，其中',
      noted(`${applicable}条`, '提出任务、且不只涉及其他地区的条款', page),
      `应由《${view.lower.title}》承接：落实`,
      noted(`${carriedOut}条`, '结论为“落实”的条款', page),
      '，部分落实',
      noted(`${partly}条`, '结论为“部分落实”的条款', page),
      '，未承接',
      noted(`${notFound}条`, '结论为“未承接”的条款', page),
      `；${notApplicable}条不适用。`,
      ...(share === null ? [] : [noted(`落实率${share}`, '（落实＋部分落实的一半）÷应承接的条款', page), '。']),
    ),
  ]
}

function gapBlocks(line: GapLine, index: number): Block[] {
  const { provision, chapter } = line
  return [
    heading(2, `（${chineseNumber(index + 1)}）${provision.title || provision.address}`),
    quoted(`“${chapter}”部分提出：${shortened(line.words)}`),
    quoted(`认定理由：${reasonOf(provision)}。`),
  ]
}

function shortened(text: string): string {
  const whole = text.replaceAll(/\s+/g, '').trim()
  const signs = [...whole]
  return signs.length > QUOTED ? `${signs.slice(0, QUOTED).join('')}……` : whole
}

function annexesOf({ missing, partly, disagreements }: GapFacts): Annex[] {
  return [
    ...(missing.length > 0 ? [{ title: '未承接条款', blocks: [missingTable(missing)] }] : []),
    ...(partly.length > 0 ? [{ title: '部分落实条款', blocks: [partlyTable(partly)] }] : []),
    ...(disagreements.length > 0 ? [{ title: '表述不一致之处', blocks: [disagreementTable(disagreements)] }] : []),
  ]
}

const table = (columns: Table['columns'], rows: Table['rows']): Table => ({
  ...{ kind: 'table', caption: '', wide: true, note: null, columns, rows },
})

const numberColumn = { title: '序号', width: 5, align: 'center' } as const

const missingTable = (lines: readonly GapLine[]): Table =>
  table(
    [
      numberColumn,
      { title: '篇章', width: 14 },
      { title: '条款', width: 18 },
      { title: '原文', width: 43 },
      { title: '认定理由', width: 20 },
    ],
    lines.map((line, at) => [
      String(at + 1),
      line.chapter,
      line.provision.title || line.provision.address,
      shortened(line.words),
      reasonOf(line.provision),
    ]),
  )

const partlyTable = (lines: readonly GapLine[]): Table =>
  table(
    [
      numberColumn,
      { title: '篇章', width: 16 },
      { title: '条款', width: 26 },
      { title: '对应条款', width: 38 },
      { title: '已有表述', width: 10, align: 'right' },
    ],
    lines.map(({ chapter, provision, ties }, at) => [
      String(at + 1),
      chapter,
      provision.title || provision.address,
      ties.map(({ title }) => title).join('、') || '—',
      isSupposed(provision.verdict) ? verdictWord(provision.verdict) : `${Math.round(provision.verdict.share * 100)}%`,
    ]),
  )

const disagreementTable = (lines: readonly Disagreement[]): Table =>
  table(
    [
      numberColumn,
      { title: '条款', width: 20 },
      { title: '不一致之处', width: 14 },
      { title: '事项', width: 20 },
      { title: '上位文件', width: 20 },
      { title: '下位文件', width: 20 },
    ],
    lines.map(({ upper, difference }, at) => [
      String(at + 1),
      upper.title || upper.address,
      DIFFERENCE_WORDS[difference.kind],
      difference.about || '牵头单位',
      difference.upper.is,
      difference.lower.is,
    ]),
  )
