import { useTranslation } from 'react-i18next'

const KEYS = [
  ['move', ['J', 'K']],
  ['open', ['Enter']],
  ['close', ['Esc']],
  ['submit', ['Ctrl', 'Enter']],
  ['claim', ['Alt', '1…5']],
  ['neighbour', ['Alt', 'J / K']],
  ['help', ['?']],
] as const

export function KeysList() {
  const { t } = useTranslation()
  return (
    <dl className="keys-list">
      {KEYS.map(([name, keys]) => (
        <div key={name}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{t(`delivery.reporting.keysList.${name}`)}</dd>
        </div>
      ))}
    </dl>
  )
}
