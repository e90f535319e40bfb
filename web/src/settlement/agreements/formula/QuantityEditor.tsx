import { DeleteOutlined, MoreOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quantity, Step } from '../../../../../src/settlement/schemas.ts'
import { isAt } from '../draft/places.ts'
import { ConditionEditor } from './ConditionEditor.tsx'
import { OwnValue } from './OwnValue.tsx'
import { type EditorProps, useFormulaScope } from './scope.ts'
import { readFormula } from './sentence.ts'
import { TEMPLATES, type Template, templateOf } from './templates.ts'
import {
  EMPTY,
  emptyCondition,
  moved,
  operandsOf,
  QUANTITY_KINDS,
  type QuantityKind,
  replaced,
  turnedInto,
  without,
} from './tree.ts'
import { useFormulaWords } from './useFormulaWords.ts'

/** One part of a formula with all that stands within it: its kind, its values, and its parts. */
export function QuantityEditor(props: EditorProps<Quantity>) {
  const { value, at, rows, label, onChange, onRemove, onMove } = props
  const { t } = useTranslation()
  const scope = useFormulaScope()
  const words = useFormulaWords()
  const refused = isAt(at, scope.refused)
  const isNamed = value.kind === 'named'
  const [isFolded, setFolded] = useState(isNamed && value.zh !== '' && at.split('.').length > 4)
  const isOpen = !isNamed || !isFolded || (scope.refused?.startsWith(`${at}.of`) ?? false)
  const kinds = QUANTITY_KINDS.filter((kind) => kind !== 'field' || rows !== null || value.kind === 'field')
  return (
    <div className={refused ? 'formula-box refused' : 'formula-box'} data-at={at}>
      <div className="formula-row">
        {label && <span className="formula-label">{label}</span>}
        <Select<QuantityKind>
          size="small"
          className="formula-kind"
          aria-label={t('settlement.agreements.editor.kind')}
          value={value.kind}
          popupMatchSelectWidth={180}
          onChange={(kind) => onChange(turnedInto(value, kind))}
          options={kinds.map((kind) => ({ value: kind, label: t(`settlement.parts.kinds.${kind}`) }))}
        />
        <OwnValue {...props} />
        {isNamed && (
          <Button size="small" type="link" aria-expanded={isOpen} onClick={() => setFolded(isOpen)}>
            {t(isOpen ? 'settlement.agreements.editor.fold' : 'settlement.agreements.editor.unfold')}
          </Button>
        )}
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...(onMove
                ? [
                    { key: 'up', label: t('settlement.agreements.editor.up'), onClick: () => onMove(-1) },
                    { key: 'down', label: t('settlement.agreements.editor.down'), onClick: () => onMove(1) },
                  ]
                : []),
              ...(operandsOf(value)[0]
                ? [
                    {
                      key: 'unwrap',
                      label: t('settlement.agreements.editor.unwrap'),
                      onClick: () => onChange(operandsOf(value)[0] ?? EMPTY),
                    },
                  ]
                : []),
              {
                key: 'named',
                label: t('settlement.agreements.editor.wrapNamed'),
                onClick: () => onChange({ kind: 'named', zh: '', of: value }),
              },
              {
                key: 'wrap',
                label: t('settlement.agreements.editor.wrapProduct'),
                onClick: () => onChange({ kind: 'product', of: [value, EMPTY] }),
              },
              { type: 'divider' as const },
              ...TEMPLATES.map((name: Template) => ({
                key: name,
                label: t(`settlement.agreements.editor.templates.${name}`),
                onClick: () => onChange(templateOf(name, scope.items)),
              })),
            ],
          }}
        >
          <Button
            size="small"
            type="text"
            icon={<MoreOutlined />}
            aria-label={t('settlement.agreements.editor.more')}
          />
        </Dropdown>
        {onRemove && (
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('settlement.agreements.editor.remove')}
            onClick={onRemove}
          />
        )}
      </div>
      {refused && (
        <p className="refused-words" role="alert">
          {scope.refusedWords}
        </p>
      )}
      {isOpen ? (
        <Within {...props} />
      ) : (
        isNamed && <p className="formula-folded">{readFormula(value.of, words).says}</p>
      )}
    </div>
  )
}

/** The parts within. */
function Within({ value, at, rows, onChange }: EditorProps<Quantity>) {
  const { t } = useTranslation()
  const one = (name: string, of: Quantity, label: string, put: (of: Quantity) => Quantity, within = rows) => (
    <QuantityEditor
      key={name}
      value={of}
      at={`${at}.${name}`}
      rows={within}
      label={label}
      onChange={(next, tag) => onChange(put(next), tag)}
    />
  )
  const say = (name: 'of' | 'minuend' | 'dividend' | 'less' | 'by' | 'otherwise' | 'gives' | 'each' | 'stepped') =>
    t(`settlement.agreements.editor.places.${name}`)
  switch (value.kind) {
    case 'sum':
    case 'product':
    case 'least':
    case 'greatest':
      return (
        <div className="formula-within">
          {value.of.map((of, index) => (
            <QuantityEditor
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place, as the server names it
              key={index}
              value={of}
              at={`${at}.of[${index}]`}
              rows={rows}
              onChange={(next, tag) => onChange({ ...value, of: replaced(value.of, index, next) }, tag)}
              onRemove={value.of.length > 1 ? () => onChange({ ...value, of: without(value.of, index) }) : undefined}
              onMove={(by) => onChange({ ...value, of: moved(value.of, index, Math.max(0, index + by)) })}
            />
          ))}
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => onChange({ ...value, of: [...value.of, EMPTY] })}
          >
            {t('settlement.agreements.editor.addPart')}
          </Button>
        </div>
      )
    case 'difference':
      return (
        <div className="formula-within">
          {one('of', value.of, say('minuend'), (of) => ({ ...value, of }))}
          {one('less', value.less, say('less'), (less) => ({ ...value, less }))}
        </div>
      )
    case 'quotient':
      return (
        <div className="formula-within">
          {one('of', value.of, say('dividend'), (of) => ({ ...value, of }))}
          {one('by', value.by, say('by'), (by) => ({ ...value, by }))}
        </div>
      )
    case 'roundUp':
    case 'round':
    case 'named':
      return <div className="formula-within">{one('of', value.of, say('of'), (of) => ({ ...value, of }))}</div>
    case 'sumOver':
      return (
        <div className="formula-within">
          {one('each', value.each, say('each'), (each) => ({ ...value, each }), value.rows)}
          <Where value={value} at={at} onChange={onChange} />
        </div>
      )
    case 'count':
      return (
        <div className="formula-within">
          <Where value={value} at={at} onChange={onChange} />
        </div>
      )
    case 'steps':
      return (
        <div className="formula-within">
          {one('of', value.of, say('stepped'), (of) => ({ ...value, of }))}
          {value.steps.map((step, index) => (
            <StepEditor
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place, as the server names it
              key={index}
              value={step}
              at={`${at}.steps[${index}]`}
              rows={rows}
              onChange={(next, tag) => onChange({ ...value, steps: replaced(value.steps, index, next) }, tag)}
              onRemove={
                value.steps.length > 1 ? () => onChange({ ...value, steps: without(value.steps, index) }) : undefined
              }
            />
          ))}
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => onChange({ ...value, steps: [...value.steps, { atMost: '', gives: EMPTY }] })}
          >
            {t('settlement.agreements.editor.addStep')}
          </Button>
          {one('otherwise', value.otherwise, say('otherwise'), (otherwise) => ({ ...value, otherwise }))}
        </div>
      )
    case 'choose':
      return (
        <div className="formula-within">
          <ConditionEditor
            quantity={QuantityEditor}
            value={value.when}
            at={`${at}.when`}
            rows={rows}
            label={t('settlement.agreements.editor.places.when')}
            onChange={(when, tag) => onChange({ ...value, when }, tag)}
          />
          {one('gives', value.gives, say('gives'), (gives) => ({ ...value, gives }))}
          {one('otherwise', value.otherwise, say('otherwise'), (otherwise) => ({ ...value, otherwise }))}
        </div>
      )
    default:
      return null
  }
}

/** Which rows count: all of them, unless a condition is set. */
function Where(props: {
  value: Extract<Quantity, { kind: 'sumOver' | 'count' }>
  at: string
  onChange: (value: Quantity, tag?: string) => void
}) {
  const { value, at, onChange } = props
  const { t } = useTranslation()
  if (!value.where)
    return (
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => onChange({ ...value, where: emptyCondition() })}
      >
        {t('settlement.agreements.editor.addWhere')}
      </Button>
    )
  const { where: _, ...all } = value
  return (
    <ConditionEditor
      quantity={QuantityEditor}
      value={value.where}
      at={`${at}.where`}
      rows={value.rows}
      label={t('settlement.agreements.editor.places.where')}
      onChange={(where, tag) => onChange({ ...value, where }, tag)}
      onRemove={() => onChange(all)}
    />
  )
}

const BOUNDS = ['above', 'atLeast', 'below', 'atMost'] as const
const SIGNS = { above: '>', atLeast: '≥', below: '<', atMost: '≤' } as const

/** One step: its bounds, and what it gives. */
function StepEditor({ value, at, rows, onChange, onRemove }: EditorProps<Step>) {
  const { t } = useTranslation()
  const scope = useFormulaScope()
  const refused = isAt(at, scope.refused) || BOUNDS.some((bound) => scope.refused === `${at}.${bound}`)
  const set = (bound: (typeof BOUNDS)[number], text: string) => {
    const { [bound]: _, ...rest } = value
    onChange(text === '' ? rest : { ...rest, [bound]: text }, `${at}.${bound}`)
  }
  return (
    <div className={refused ? 'formula-box refused' : 'formula-box'} data-at={at}>
      <div className="formula-row">
        <span className="formula-label">{t('settlement.agreements.editor.step')}</span>
        {BOUNDS.map((bound) => (
          <Input
            key={bound}
            size="small"
            className="formula-bound"
            inputMode="decimal"
            maxLength={40}
            prefix={SIGNS[bound]}
            aria-label={`${t('settlement.agreements.editor.step')} ${SIGNS[bound]}`}
            value={value[bound] ?? ''}
            onChange={(event) => set(bound, event.target.value.trim())}
          />
        ))}
        {onRemove && (
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('settlement.agreements.editor.remove')}
            onClick={onRemove}
          />
        )}
      </div>
      {refused && (
        <p className="refused-words" role="alert">
          {scope.refusedWords}
        </p>
      )}
      <div className="formula-within">
        <QuantityEditor
          value={value.gives}
          at={`${at}.gives`}
          rows={rows}
          label={t('settlement.agreements.editor.places.gives')}
          onChange={(gives, tag) => onChange({ ...value, gives }, tag)}
        />
      </div>
    </div>
  )
}
