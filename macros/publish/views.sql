-- What people ask most, put together from the tables. Plain SQL, also to read and to copy from.

-- a line for each model: who, since when, under what terms, how large, how open
CREATE VIEW model_overview AS
SELECT
  models.id,
  models.name,
  makers.name AS maker,
  families.name AS family,
  models.type,
  models.released,
  models.access,
  own.name AS license,
  binding.name AS effective_license,
  models.parameters_total,
  models.parameters_active,
  models.context_window,
  models.openness_osaid,
  models.openness_mof,
  models.openness_european,
  models.weights_url
FROM models
JOIN makers ON makers.id = models.maker
JOIN families ON families.id = models.family
LEFT JOIN licenses AS own ON own.id = models.license
LEFT JOIN licenses AS binding ON binding.id = models.effective_license;

-- the price of each offer that holds today, in US dollars
CREATE VIEW current_prices AS
SELECT
  models.id AS model_id,
  models.name AS model,
  hosts.name AS host,
  model_prices.tier,
  model_prices.unit,
  model_prices.input,
  model_prices.output,
  model_prices.served_as,
  model_prices.as_of,
  model_prices.url
FROM model_prices
JOIN models ON models.id = model_prices.model_id
JOIN hosts ON hosts.id = model_prices.host
WHERE model_prices.current;

-- what the text of a license says to each question, in words
CREATE VIEW license_answers_in_words AS
SELECT
  licenses.name AS license,
  words.label AS question,
  license_answers.answer,
  license_answers.plain,
  license_answers.clause,
  license_answers.quote,
  license_sources.url,
  license_sources.read
FROM license_answers
JOIN licenses ON licenses.id = license_answers.license_id
JOIN vocabulary_words AS words ON words.vocabulary_id = 'questions' AND words.id = license_answers.question
JOIN license_sources ON license_sources.license_id = license_answers.license_id AND license_sources.key = license_answers.source;

-- what binds who uses a model, all licenses of its line taken together
CREATE VIEW model_answers_in_words AS
SELECT
  models.name AS model,
  words.label AS question,
  model_effective_answers.answer,
  licenses.name AS license,
  model_effective_answers.clause
FROM model_effective_answers
JOIN models ON models.id = model_effective_answers.model_id
JOIN licenses ON licenses.id = model_effective_answers.license
JOIN vocabulary_words AS words ON words.vocabulary_id = 'questions' AND words.id = model_effective_answers.question;

-- every result of a model on a benchmark, as it stands in the model's record
CREATE VIEW model_scores AS
SELECT
  models.name AS model,
  benchmarks.name AS benchmark,
  model_benchmarks.score,
  benchmarks.unit,
  benchmarks.better,
  model_benchmarks.variant,
  model_benchmarks.reported_by,
  model_benchmarks.date,
  model_sources.url
FROM model_benchmarks
JOIN models ON models.id = model_benchmarks.model_id
JOIN benchmarks ON benchmarks.id = model_benchmarks.benchmark
JOIN model_sources ON model_sources.model_id = model_benchmarks.model_id AND model_sources.key = model_benchmarks.source;
