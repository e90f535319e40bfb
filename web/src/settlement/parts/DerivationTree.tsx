import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Derivation } from '../../../../src/settlement/schemas.ts'
import { comma } from '../../shell/punctuation.ts'
import { readable, useFormulaName, useFormWord } from './names.ts'
import './parts.css'

const SIGNS: Partial<Record<Derivation['kind'], string>> = {
  sum: ' + ',
  product: ' × ',
  difference: ' − ',
  quotient: ' ÷ ',
}
/** How many levels stand open at first: what the amount is made of, and what that is made of. */
const OPEN_AT_FIRST = 2

/** 计算过程: how an amount came about, part by part, down to the data. Opens by pointer and keyboard. */
export function DerivationTree({ derivation }: { derivation: Derivation }) {
  const { t } = useTranslation()
  const [{ levels, turn }, setOpen] = useState({ levels: OPEN_AT_FIRST, turn: 0 })
  const open = (to: number) => setOpen({ levels: to, turn: turn + 1 })
  return (
    <section className="derivation" aria-label={t('settlement.parts.derivation')}>
      {derivation.of.length > 0 && (
        <div className="derivation-acts no-print">
          <Button size="small" type="text" onClick={() => open(Number.POSITIVE_INFINITY)}>
            {t('settlement.parts.openAll')}
          </Button>
          <Button size="small" type="text" onClick={() => open(0)}>
            {t('settlement.parts.closeAll')}
          </Button>
        </div>
      )}
      <Node key={turn} derivation={derivation} level={0} openLevels={levels} />
    </section>
  )
}

function Node({ derivation, level, openLevels }: { derivation: Derivation; level: number; openLevels: number }) {
  const [isOpen, setOpen] = useState(level < openLevels)
  const { of } = derivation
  if (of.length === 0)
    return (
      <div className="derivation-leaf">
        <Head derivation={derivation} />
      </div>
    )
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Head derivation={derivation} />
      </summary>
      {isOpen && (
        <div className="derivation-parts">
          {of.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a formula stand in an order and never move
            <Node key={index} derivation={one} level={level + 1} openLevels={openLevels} />
          ))}
        </div>
      )}
    </details>
  )
}

function Head({ derivation }: { derivation: Derivation }) {
  const { t } = useTranslation()
  const label = useLabel()
  const value = useValue()
  const { kind, value: exact } = derivation
  return (
    <span className="derivation-line">
      <span className="derivation-name">{label(derivation)}</span>
      <small className="derivation-kind">
        {t(`settlement.parts.kinds.${kind}`)}
        <Working derivation={derivation} />
      </small>
      <b className={exact === 'false' ? 'derivation-value not' : 'derivation-value'} title={exact}>
        {value(derivation)}
      </b>
    </span>
  )
}

/** The values that a part is worked out of, in one line: 100,000,000 × 100%. */
function Working({ derivation }: { derivation: Derivation }) {
  const { t } = useTranslation()
  const name = useFormulaName()
  const value = useValue()
  const { kind, at, of } = derivation
  if (kind === 'compare' && of.length === 2) return <span>{` ${of.map(value).join(` ${at ?? ''} `)}`}</span>
  if (kind === 'steps')
    return (
      <span>
        {' '}
        {at === 'otherwise' || !at ? t('settlement.parts.stepOtherwise') : t('settlement.parts.stepTaken', { at })}
      </span>
    )
  if ((kind === 'count' || kind === 'sumOver') && at) {
    const [taken, all] = at.split('/')
    return <span> {t('settlement.parts.ofRows', { rows: name('inputs', derivation.name ?? ''), taken, all })}</span>
  }
  const sign = kind === 'least' || kind === 'greatest' ? comma() : SIGNS[kind]
  if (!sign || of.length < 2 || of.length > 6) return null
  return <span>{` ${of.map(value).join(sign)}`}</span>
}

function useLabel(): (derivation: Derivation) => string {
  const { t } = useTranslation()
  const name = useFormulaName()
  const word = useFormWord()
  return ({ kind, name: of, at }) => {
    const isRow = at !== undefined && !['compare', 'steps', 'count', 'sumOver'].includes(kind)
    const row = isRow ? (/^\d{1,2}$/.test(at) ? t('settlement.parts.month', { month: at }) : at) : ''
    const own =
      of === undefined
        ? ''
        : kind === 'term'
          ? name('terms', of)
          : kind === 'input' || kind === 'field'
            ? name('inputs', of)
            : kind === 'count' || kind === 'sumOver'
              ? name('inputs', of)
              : word(of)
    return [row, own].filter(Boolean).join(' ')
  }
}

function useValue(): (derivation: Derivation) => string {
  const { t, i18n } = useTranslation()
  return ({ kind, name, value }) => {
    if (value === 'true') return t('settlement.parts.holds')
    if (value === 'false') return t('settlement.parts.holdsNot')
    if (kind === 'named' && name === '达标率') return readable('passRate', value)
    return readable(name, value, i18n.language)
  }
}
