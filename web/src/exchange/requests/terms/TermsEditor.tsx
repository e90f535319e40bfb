import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Mask, RequestDetail, ShareTerms } from '../../../../../src/exchange/schemas.ts'
import { MaskEditor } from './MaskEditor.tsx'
import { RowsEditor } from './RowsEditor.tsx'

/** Which items of which rows; for who grants, under which masks too. */
export function TermsEditor(props: {
  /** All items of the resource: conditions can be on each of them. */
  items: RequestDetail['items']
  /** Those that can be chosen. */
  choice: readonly string[]
  hasMasks: boolean
  value: ShareTerms
  onChange: (terms: ShareTerms) => void
}) {
  const { t } = useTranslation()
  const { items, choice, hasMasks, value, onChange } = props
  const offered = items.filter(({ name }) => choice.includes(name))
  /** In the order of the resource, with the masks of what is chosen alone. */
  const choose = (chosen: readonly string[]) =>
    onChange({
      ...value,
      items: offered.map(({ name }) => name).filter((name) => chosen.includes(name)),
      masks: Object.fromEntries(Object.entries(value.masks).filter(([item]) => chosen.includes(item))),
    })
  const mask = (item: string, made: Mask | null) => {
    const { [item]: _, ...others } = value.masks
    onChange({ ...value, masks: made === null ? others : { ...others, [item]: made } })
  }
  return (
    <>
      <fieldset className="catalogue-items">
        <legend>{t('exchange.sharing.terms.items')}</legend>
        <p className="sharing-choice">
          {t('exchange.sharing.terms.chosen', { count: value.items.length, total: offered.length })}
          <Button size="small" type="link" onClick={() => choose(choice)}>
            {t('exchange.sharing.terms.all')}
          </Button>
          <Button size="small" type="link" onClick={() => choose([])}>
            {t('exchange.sharing.terms.none')}
          </Button>
        </p>
        <ul className={hasMasks ? 'sharing-terms masked' : 'sharing-terms'}>
          {offered.map((item) => {
            const isChosen = value.items.includes(item.name)
            return (
              <li key={item.name}>
                <Checkbox
                  checked={isChosen}
                  onChange={({ target }) =>
                    choose(
                      target.checked ? [...value.items, item.name] : value.items.filter((one) => one !== item.name),
                    )
                  }
                >
                  {item.name}
                </Checkbox>
                <small>{t(`exchange.catalogue.dataTypes.${item.dataType}`)}</small>
                {hasMasks && isChosen && (
                  <MaskEditor item={item} value={value.masks[item.name]} onChange={(made) => mask(item.name, made)} />
                )}
              </li>
            )
          })}
        </ul>
      </fieldset>
      <RowsEditor items={items} value={value.rows} onChange={(rows) => onChange({ ...value, rows })} />
    </>
  )
}
