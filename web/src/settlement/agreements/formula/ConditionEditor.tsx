import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition, Quantity, Relation } from '../../../../../src/settlement/schemas.ts'
import { isAt } from '../draft/places.ts'
import { type EditorProps, useFormulaScope } from './scope.ts'
import { emptyCondition, replaced, without } from './tree.ts'

const RELATIONS: readonly Relation[] = ['<', '≤', '=', '≥', '>']
const KINDS = ['compare', 'all', 'any', 'not'] as const

/** A condition as another kind; what it was becomes its first part, where there is a place. */
export function conditionInto(condition: Condition, kind: Condition['kind']): Condition {
  if (condition.kind === kind) return condition
  const parts = condition.kind === 'all' || condition.kind === 'any' ? condition.of : [condition]
  const [first = emptyCondition()] = parts
  switch (kind) {
    case 'compare':
      return parts.find((one) => one.kind === 'compare') ?? emptyCondition()
    case 'all':
    case 'any':
      return { kind, of: parts.length > 1 ? parts : [first, emptyCondition()] }
    case 'not':
      return { kind, of: parts.length > 1 ? condition : first }
  }
}

/**
 * When something holds: comparisons, joined by and, or, not.
 * @param props.quantity what shows the sides of a comparison
 */
export function ConditionEditor(props: EditorProps<Condition> & { quantity: ComponentType<EditorProps<Quantity>> }) {
  const { quantity: Side, value, at, rows, label, onChange, onRemove } = props
  const { t } = useTranslation()
  const scope = useFormulaScope()
  const refused = isAt(at, scope.refused)
  return (
    <div className={refused ? 'formula-box condition refused' : 'formula-box condition'} data-at={at}>
      <div className="formula-row">
        {label && <span className="formula-label">{label}</span>}
        <Select<Condition['kind']>
          size="small"
          className="formula-kind"
          aria-label={t('settlement.parts.condition')}
          value={value.kind}
          popupMatchSelectWidth={140}
          onChange={(kind) => onChange(conditionInto(value, kind))}
          options={KINDS.map((kind) => ({ value: kind, label: t(`settlement.parts.kinds.${kind}`) }))}
        />
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
      <div className={value.kind === 'compare' ? 'formula-within compare' : 'formula-within'}>
        {value.kind === 'compare' && (
          <>
            <Side
              value={value.left}
              at={`${at}.left`}
              rows={rows}
              onChange={(left, tag) => onChange({ ...value, left }, tag)}
            />
            <Select<Relation>
              size="small"
              className="formula-relation"
              aria-label={t('settlement.agreements.editor.relation')}
              value={value.is}
              onChange={(is) => onChange({ ...value, is })}
              options={RELATIONS.map((is) => ({ value: is, label: is }))}
            />
            <Side
              value={value.right}
              at={`${at}.right`}
              rows={rows}
              onChange={(right, tag) => onChange({ ...value, right }, tag)}
            />
          </>
        )}
        {(value.kind === 'all' || value.kind === 'any') && (
          <>
            {value.of.map((of, index) => (
              <ConditionEditor
                quantity={Side}
                // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place, as the server names it
                key={index}
                value={of}
                at={`${at}.of[${index}]`}
                rows={rows}
                onChange={(next, tag) => onChange({ ...value, of: replaced(value.of, index, next) }, tag)}
                onRemove={value.of.length > 1 ? () => onChange({ ...value, of: without(value.of, index) }) : undefined}
              />
            ))}
            <Button
              size="small"
              type="dashed"
              icon={<PlusOutlined />}
              onClick={() => onChange({ ...value, of: [...value.of, emptyCondition()] })}
            >
              {t('settlement.agreements.editor.addCondition')}
            </Button>
          </>
        )}
        {value.kind === 'not' && (
          <ConditionEditor
            quantity={Side}
            value={value.of}
            at={`${at}.of`}
            rows={rows}
            onChange={(of, tag) => onChange({ ...value, of }, tag)}
          />
        )}
      </div>
    </div>
  )
}
