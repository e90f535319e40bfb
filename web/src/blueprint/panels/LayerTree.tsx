import { ArrowDownOutlined, ArrowUpOutlined, EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { Button, Checkbox, Slider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classesOf } from '../classes.ts'
import { KIND_GROUPS } from '../kinds.ts'
import { type ArrangedLayer, wordOf } from '../useView.ts'
import { KindSign, useWords } from '../words.tsx'

/** Layers by kind, each with its sign: what is shown, how strongly, and what lies above what. */
export function LayerTree(props: { arranged: readonly ArrangedLayer[]; onChange: (layers: string) => void }) {
  const { t } = useTranslation()
  const [ordering, setOrdering] = useState(false)
  const { arranged, onChange } = props
  const set = (next: readonly ArrangedLayer[]) => onChange(wordOf(next))
  const put = (id: string, part: Partial<ArrangedLayer>) =>
    set(arranged.map((one) => (one.layer.id === id ? { ...one, ...part } : one)))
  const shown = arranged.filter((one) => one.shown)
  const move = (place: number, by: number) => {
    const next = [...shown]
    const [one] = next.splice(place, 1)
    if (one) next.splice(place + by, 0, one)
    set(next)
  }
  return (
    <div className="bp-tree">
      <div className="bp-tree-acts">
        <Button size="small" type="text" onClick={() => set(arranged.map((one) => ({ ...one, shown: true })))}>
          <EyeOutlined /> {t('blueprint.tree.all')}
        </Button>
        <Button size="small" type="text" onClick={() => onChange('-')}>
          <EyeInvisibleOutlined /> {t('blueprint.tree.none')}
        </Button>
        <Button size="small" type="text" aria-pressed={ordering} onClick={() => setOrdering(!ordering)}>
          {t(ordering ? 'blueprint.tree.byKind' : 'blueprint.tree.byOrder')}
        </Button>
      </div>
      {ordering ? (
        <ol className="bp-order" aria-label={t('blueprint.tree.order')}>
          {shown.map(({ layer }, place) => (
            <li key={layer.id}>
              <KindSign kind={layer.kind} />
              <span>{layer.name}</span>
              <Button
                {...{ size: 'small', type: 'text', icon: <ArrowUpOutlined />, disabled: place === 0 }}
                aria-label={t('blueprint.tree.up', { name: layer.name })}
                onClick={() => move(place, -1)}
              />
              <Button
                {...{ size: 'small', type: 'text', icon: <ArrowDownOutlined />, disabled: place === shown.length - 1 }}
                aria-label={t('blueprint.tree.down', { name: layer.name })}
                onClick={() => move(place, 1)}
              />
            </li>
          ))}
        </ol>
      ) : (
        Object.entries(KIND_GROUPS).map(([group, kinds]) => (
          <Group
            key={group}
            title={t(`blueprint.groups.${group as keyof typeof KIND_GROUPS}`)}
            layers={kinds.flatMap((kind) => arranged.filter(({ layer }) => layer.kind === kind))}
            put={put}
          />
        ))
      )}
    </div>
  )
}

function Group(props: {
  title: string
  layers: readonly ArrangedLayer[]
  put: (id: string, part: Partial<ArrangedLayer>) => void
}) {
  if (props.layers.length === 0) return null
  return (
    <section>
      <h3>
        {props.title} <small>{props.layers.length}</small>
      </h3>
      <ul>
        {props.layers.map((one) => (
          <LayerLine key={one.layer.id} one={one} put={(part) => props.put(one.layer.id, part)} />
        ))}
      </ul>
    </section>
  )
}

function LayerLine({ one, put }: { one: ArrangedLayer; put: (part: Partial<ArrangedLayer>) => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const { layer, shown, opacity } = one
  const classes = shown ? classesOf(layer.kind) : []
  return (
    <li className={shown ? 'shown' : ''}>
      <Checkbox
        checked={shown}
        disabled={layer.revision === 0}
        onChange={(event) => put({ shown: event.target.checked })}
      >
        <KindSign kind={layer.kind} />
        <span className="bp-layer-name">{layer.name}</span>
        <small>{layer.revision === 0 ? t('blueprint.tree.empty') : words.number(layer.features, 0)}</small>
      </Checkbox>
      {shown && (
        <div className="bp-layer-more">
          {classes.length > 0 && (
            <ul className="bp-classes" aria-label={t('blueprint.legend')}>
              {classes.map((name) => (
                <li key={name}>
                  <KindSign kind={layer.kind} of={name} />
                  {words.class(name)}
                </li>
              ))}
            </ul>
          )}
          <Slider
            {...{ min: 10, max: 100, step: 5, value: opacity }}
            ariaLabelForHandle={t('blueprint.tree.opacity', { name: layer.name })}
            tooltip={{ formatter: (value) => `${value}%` }}
            onChange={(value) => put({ opacity: value })}
          />
        </div>
      )}
    </li>
  )
}
