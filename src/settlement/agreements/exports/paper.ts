import { type Block, dateInWords, heading, type Paper, paragraph, quoted, type Table } from '../../../papers/index.ts'
import type { AgreementPart, Term } from '../../rules/agreement.ts'
import type { EvidenceRule } from '../rules/content.ts'
import type { AgreementDetail } from '../schemas.ts'
import { sayFormula, sayWhen } from './sentence.ts'
import {
  CONFIDENCE_WORDS,
  formulaName,
  INPUT_WORDS,
  itemName,
  ROLE_WORDS,
  romanOf,
  TERM_WORDS,
  termText,
} from './words.ts'

/** The day in China of a moment. */
const dayOf = (moment: string) => new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** 补偿协议: everything that is signed, in words, with its digest and the signatures. */
export function agreementPaper(agreement: AgreementDetail): Paper {
  const { name, number, parties, drafter, state, sha256, content } = agreement
  const { openPoints = [] } = content.agreement
  return {
    mark: `${drafter.name}文件`,
    number: null,
    title: `${name}补偿协议${number > 1 ? `（第${number}版）` : ''}`,
    addressee: null,
    blocks: [
      heading(1, '一、缔约方'),
      partiesTable(agreement),
      heading(1, '二、协议期和断面'),
      ...basics(agreement),
      heading(1, '三、付款约定'),
      ...content.agreement.parts.flatMap(paymentBlocks),
      heading(1, '四、条款与数值'),
      ...termBlocks(agreement),
      heading(1, '五、数据依据'),
      ...evidenceBlocks(agreement),
      ...(openPoints.length > 0
        ? [heading(1, '六、未尽事项'), ...openPoints.map((point) => quoted(`${point}。`))]
        : []),
      heading(1, `${openPoints.length > 0 ? '七' : '六'}、签署`),
      ...signatureBlocks(agreement),
      quoted(`本版内容摘要值（SHA-256）：${sha256}。`),
    ],
    annexes: [],
    signature: {
      unit: parties.map(({ organization, name: party }) => organization?.name ?? party).join('　'),
      date: dayOf(agreement.signedAt ?? agreement.offeredAt ?? agreement.at),
    },
    ...(state === 'signed' ? {} : { remark: REMARKS[state] }),
    printed: null,
  }
}

const REMARKS = {
  draft: '本件为草案，未经签署',
  offered: '本件已提交签署，尚未签齐',
  declined: '本版未予签署',
} as const

function partiesTable({ parties, content }: AgreementDetail): Table {
  return {
    ...{ kind: 'table', caption: '', note: null },
    columns: [
      { title: '缔约方', width: 18 },
      { title: '位置', width: 14, align: 'center' },
      { title: '行政区', width: 26 },
      { title: '签署单位', width: 42 },
    ],
    rows: parties.map(({ name, role, jurisdiction, organization }) => [
      name,
      content.book === 'sharing' ? ROLE_WORDS.partner : (ROLE_WORDS[role as keyof typeof ROLE_WORDS] ?? role),
      jurisdiction?.name ?? '未指定',
      organization?.name ?? '未指定',
    ]),
  }
}

function basics({ firstYear, lastYear, content }: AgreementDetail): Block[] {
  const { sections, items, source, confidence } = content.agreement
  const years =
    firstYear === null || lastYear === null
      ? '未定期限'
      : firstYear === lastYear
        ? `${firstYear}年`
        : `${firstYear}年至${lastYear}年`
  return [
    quoted(`协议期：${years}。`),
    ...(sections.length > 0
      ? [
          quoted(`断面：${sections.join('、')}。`),
          quoted(`监测项目：${items.length > 0 ? items.map(itemName).join('、') : '评价水质类别的21项'}。`),
        ]
      : []),
    quoted(`出处：${source ?? '未注明'}（${CONFIDENCE_WORDS[confidence]}）。`),
  ]
}

function paymentBlocks(part: AgreementPart, index: number): Block[] {
  const amount = sayFormula(part.yuan)
  const when = part.when ? sayWhen(part.when) : null
  const who =
    part.kind === 'transfer'
      ? `${part.from}付给${part.to}`
      : part.kind === 'contribute'
        ? `各方向“${part.pool}”出资`
        : `从“${part.pool}”分配给各方`
  const weights =
    part.kind === 'transfer'
      ? ''
      : `按比例分摊：${Object.entries(part.weights)
          .map(([party, weight]) => `${party} ${sayFormula(weight).says}`)
          .join('，')}。`
  return [
    heading(2, `（${'一二三四五六七八九十'[index] ?? index + 1}）${part.zh}`),
    quoted(`${who}。${when ? `仅当${when.says}时办理。` : ''}`),
    quoted(`金额（元）：${amount.says}。算出负数时反方向支付。${weights}`),
    ...[...amount.where, ...(when?.where ?? [])].map(({ name, says }) => quoted(`其中，${name}：${says}。`)),
  ]
}

function termBlocks({ content }: AgreementDetail): Block[] {
  const { terms, source } = content.agreement
  const rows = Object.entries(terms)
  if (rows.length === 0) return [paragraph('没有需要约定数值的条款。')]
  const table: Table = {
    ...{ kind: 'table', caption: '', note: null },
    columns: [
      { title: '条款', width: 28 },
      { title: '数值', width: 30 },
      { title: '可靠程度', width: 18, align: 'center' },
      { title: '出处与说明', width: 34 },
    ],
    rows: rows.map(([name, term]) => [
      formulaName(TERM_WORDS, name),
      valueText(name, term),
      CONFIDENCE_WORDS[term.confidence],
      [term.source ?? (term.confidence === 'own' ? undefined : source), term.note].filter(Boolean).join('；'),
    ]),
  }
  return [table, paragraph('标为“未约定”的条款，核算用到时须由各方先商定；标为“待确认”的数值，使用前请各方确认。')]
}

function valueText(name: string, { value, unit }: Term): string {
  if (value === null) return '未约定'
  if (typeof value === 'string') return termText(name, value, unit)
  const years = Object.entries(value)
  if (years.length === 0) return '未约定'
  return years.map(([year, one]) => `${year}年${termText(name, one, unit)}`).join('，')
}

function evidenceBlocks({ content, given }: AgreementDetail): Block[] {
  const rules = content.evidence.map((rule) => quoted(evidenceText(rule)))
  const byHand = given.map((name) => formulaName(INPUT_WORDS, name)).join('、')
  const blocks = [...rules, ...(byHand ? [quoted(`另由编制结算单的单位提供并注明出处：${byHand}。`)] : [])]
  return blocks.length > 0 ? blocks : [paragraph('公式只用约定的数值，不用监测数据。')]
}

const targetText = (target: string | null) => (target === null ? '类别目标未约定' : `目标为${romanOf(target)}类`)

function evidenceText(rule: EvidenceRule): string {
  switch (rule.kind) {
    case 'sectionYear':
      return `${rule.sections.join('、')}断面当年的各月水质、年均值和类别，${targetText(rule.target)}${
        rule.sections.length > 1 ? '（多个断面的月份合并计算，类别取最差）' : ''
      }。`
    case 'yearBefore':
      return `${rule.sections.join('、')}断面上一年的达标率，${targetText(rule.target)}。`
    case 'base':
      return `${rule.section}断面${rule.years[0]}—${rule.years[1]}年年均值的平均，作为基准值。`
    case 'rivers':
      return `各河流当年的类别、达标率和来水量：${rule.rivers
        .map(
          ({ section, targetClass, targetPassRate }) =>
            `${section}${targetText(targetClass)}、达标率目标${targetPassRate ?? '未约定'}`,
        )
        .join('；')}。来水量另行提供。`
    case 'settledBefore':
      return `${rule.parties.join('、')}以前年度按本协议已得的金额。`
  }
}

function signatureBlocks({ parties }: AgreementDetail): Block[] {
  return parties.map(({ name, organization, signature }) =>
    quoted(
      signature
        ? `${name}：${signature.organizationName}${signature.userName}于${dateInWords(dayOf(signature.at))}签署。`
        : `${name}：${organization?.name ?? ''}尚未签署。`,
    ),
  )
}
