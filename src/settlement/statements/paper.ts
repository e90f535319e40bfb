import { type Block, dateInWords, heading, type Paper, paragraph, quoted, type Table } from '../../papers/index.ts'
import { yuanText } from '../rules/money.ts'
import type { StatementDetail } from './schemas.ts'
import { ITEM_WORDS, LINE_STATE_WORDS } from './words.ts'

/** The day in China of a moment. */
const dayOf = (moment: string) => new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** 结算单: what a year comes to, what it rests on, who has confirmed it. */
export function statementPaper(statement: StatementDetail): Paper {
  const { agreementName, year, serial, preparer, at, evidence } = statement
  const difference = serial > 1 ? '差额' : ''
  const annex = monthsTable(statement)
  return {
    mark: `${preparer}文件`,
    number: null,
    title: `《${agreementName}》${year}年度${difference}结算单`,
    addressee: addresseesOf(statement).join('、'),
    blocks: [
      heading(1, '一、结算依据'),
      quoted(
        `依据《${agreementName}》（第${statement.version}版）和${evidence.sections.map(({ section, year: of }) => `${section}断面${of}年`).join('、') || '各方提供的'}监测数据核算${year}年度补偿资金。`,
      ),
      ...(statement.reason ? [quoted(`说明：${statement.reason}`)] : []),
      heading(1, '二、结算结果'),
      ...resultBlocks(statement),
      heading(1, '三、签认情况'),
      ...signatureBlocks(statement),
      ...(statement.objections.length > 0 ? [heading(1, '四、异议'), ...objectionBlocks(statement)] : []),
    ],
    annexes: annex ? [{ title: '月度监测数据', blocks: annex }] : [],
    signature: { unit: preparer, date: dayOf(at) },
    ...(statement.state === 'open' ? { remark: '本结算单尚未经各方签认，签认后入账' } : {}),
    printed: null,
  }
}

/** The units of the parties; who sends it is not told by its own letter. */
const addresseesOf = ({ parties, preparer }: StatementDetail): string[] =>
  parties.map(({ organization, name }) => organization?.name ?? name).filter((unit) => unit !== preparer)

function resultBlocks({ id, lines, parties, payments, serial, year }: StatementDetail): Block[] {
  if (lines.length === 0) return [paragraph(`${year}年度各方无须支付补偿资金。`)]
  const table: Table = {
    ...{
      kind: 'table',
      caption: '',
      note: { text: '每行可在系统中逐级展开到监测数据', path: `/statements/${id}` },
    },
    columns: [
      { title: '序号', width: 8, align: 'center' },
      { title: '事项', width: 26 },
      { title: '付方', width: 20 },
      { title: '收方', width: 20 },
      { title: '金额（元）', width: 24, align: 'right' },
      { title: '状态', width: 12, align: 'center' },
    ],
    rows: lines.map(({ number, part, from, to, amountFen, state }) => [
      String(number),
      part,
      from,
      to,
      yuanText(amountFen),
      LINE_STATE_WORDS[state],
    ]),
  }
  const net = parties.filter(({ netFen }) => netFen !== 0)
  return [
    table,
    ...net.map(({ name, netFen }) =>
      quoted(`${name}应${netFen > 0 ? '收' : '付'}净额${yuanText(Math.abs(netFen))}元。`),
    ),
    ...(serial > 1
      ? payments.map(({ from, to, amountFen }) =>
          quoted(`全年合计：${from}付${to}${yuanText(amountFen)}元；本单为与已结算数的差额。`),
        )
      : []),
  ]
}

function signatureBlocks({ parties }: StatementDetail): Block[] {
  return parties.map(({ name, organization, signature }) =>
    quoted(
      signature
        ? `${name}：${signature.organizationName}${signature.userName}于${dateInWords(dayOf(signature.at))}签认。`
        : `${name}：${organization?.name ?? ''}尚未签认。`,
    ),
  )
}

const OUTCOME = { open: '尚未处理', withdrawn: '已撤回', dismissed: '未予采纳', upheld: '已采纳' } as const

function objectionBlocks({ objections }: StatementDetail): Block[] {
  return objections.map(({ party, line, grounds, evidence, state, answer }) =>
    quoted(
      `${party}对第${line}行提出异议：${grounds}（依据：${evidence.map(({ words }) => words).join('、')}）。${OUTCOME[state]}${answer ? `：${answer}` : ''}。`,
    ),
  )
}

function monthsTable({ evidence }: StatementDetail): Block[] | null {
  if (evidence.sections.length === 0) return null
  const items = [
    ...new Set(evidence.sections.flatMap(({ months }) => months.flatMap(({ values }) => Object.keys(values)))),
  ]
  const table: Table = {
    ...{ kind: 'table', caption: '', note: null, wide: items.length > 5 },
    columns: [
      { title: '断面', width: 14 },
      { title: '月份', width: 12, align: 'center' },
      ...items.map((item) => ({ title: ITEM_WORDS[item] ?? item, width: 12, align: 'right' as const })),
    ],
    rows: evidence.sections.flatMap(({ section, year, months }) =>
      months.map(({ month, values }) => [
        section,
        `${year}年${month}月`,
        ...items.map((item) => {
          const found = values[item]
          if (found?.value == null) return '—'
          return found.belowDetection ? `<${found.value}` : found.value
        }),
      ]),
    ),
  }
  return [table, paragraph('“—”为无数据；带“<”号的低于检出限，按检出限的一半计算。')]
}
