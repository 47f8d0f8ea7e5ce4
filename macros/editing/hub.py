"""A configuration file and a model card as the Hub has them in, the fields they hold and the sources that show them out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from macros.editing.ids import Ids
from macros.facts.documents import Document

Value = Any  # a plain value, a list or a mapping, as it shall stand in YAML

_SHAPE = {  # our name → theirs
    "hidden_size": ("hidden_size", "n_embd", "d_model"),
    "heads": ("num_attention_heads", "n_head", "n_heads"),
    "kv_heads": ("num_key_value_heads", "n_head_kv"),
    "head_dim": ("head_dim",),
    "kv_lora_rank": ("kv_lora_rank",),
    "rope_head_dim": ("qk_rope_head_dim",),
    "experts": ("n_routed_experts", "num_local_experts", "num_experts"),
    "experts_active": ("num_experts_per_tok", "num_experts_per_token"),
    "shared_experts": ("n_shared_experts",),
    "intermediate_size": ("intermediate_size", "ffn_dim"),
    "vocabulary": ("vocab_size",),
}
_LAYERS = {"full_attention": "full", "sliding_attention": "sliding", "linear_attention": "linear", "mamba": "ssm"}
_SHOWN = {"hidden_size": "hidden size {}", "heads": "{} attention heads", "kv_heads": "{} KV heads", "head_dim": "heads of size {}",
          "experts": "{} experts", "experts_active": "{} used for a token", "vocabulary": "vocabulary of {}"}  # fmt: skip
_TYPES = {
    "text-generation": ("language", "text", "text"),
    "image-text-to-text": ("multimodal", "text image", "text"),
    "any-to-any": ("multimodal", "text image", "text"),
    "text-to-image": ("image", "text", "image"),
    "text-to-video": ("video", "text", "video"),
    "automatic-speech-recognition": ("audio", "audio", "text"),
    "text-to-speech": ("audio", "text", "audio"),
    "feature-extraction": ("embedding", "text", "embedding"),
    "sentence-similarity": ("embedding", "text", "embedding"),
    "translation": ("translation", "text", "text"),
    "image-classification": ("vision", "image", "text"),
}
_RELATIONS = {"finetune": "fine-tune", "quantized": "quantization", "merge": "merge", "adapter": "adapter"}


class Unreadable(ValueError):
    """The file is not what its name says."""


@dataclass
class Found:
    """Fields by path, and the sources that show them: key → (kind, file at the repository, what it shows, fields)."""

    fields: dict[str, Value] = field(default_factory=dict)
    sources: dict[str, tuple[str, str, str, tuple[str, ...]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # what a person must look at


def of_config(path: Path, name: str) -> Found:
    """What config.json says of the model `name`: its shape and its context."""
    try:
        whole = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name} is not JSON: {error}") from None
    if not isinstance(whole, dict):
        raise Unreadable(f"{path.name} is no configuration; it begins with {{")
    return of_configuration(whole, name)


def of_configuration(whole: Mapping[str, Any], name: str) -> Found:
    """What the configuration of the model `name` says of it."""
    config: Mapping[str, Any] = {**whole, **(whole["text_config"] if isinstance(whole.get("text_config"), dict) else {})}
    found = Found()
    shape = {ours: n for ours, theirs in _SHAPE.items() if (n := _first(config, theirs)) is not None}
    layers = _first(config, ("num_hidden_layers", "n_layer", "num_layers"))
    if shape.get("kv_heads") is None and "heads" in shape and "kv_lora_rank" not in shape:
        shape["kv_heads"] = shape["heads"]  # the default of the library that reads the file
    groups = _groups(config)
    said = [f"{layers} layers"] if layers else []
    said += [words.format(shape[ours]) for ours, words in _SHOWN.items() if ours in shape]
    architecture: dict[str, Value] = {"kind": "moe" if shape.get("experts") else "dense"}
    if groups or layers:
        architecture["layers"] = groups or layers
    architecture |= {ours: shape[ours] for ours in ("hidden_size", "heads", "kv_heads", "head_dim") if ours in shape}
    if attention := _attention(shape, groups):
        architecture["attention"] = attention
    architecture |= {ours: n for ours, n in shape.items() if ours not in architecture}
    if layers:
        found.fields["architecture"] = architecture
    native, extended = _context(config)
    if native:
        found.fields["context"] = {"native": native} | ({"extended": extended} if extended else {})
        said.append(f"context of {native:,} tokens")
    fields = [name for name in ("architecture", "context") if name in found.fields]
    if "auto_map" in whole:
        found.fields["files"] = {"remote_code": "yes", "source": "config"}
        said.append("code of the repository loads it")
    if not fields:
        raise Unreadable("config.json names no layers and no context; is it the model's own?")
    found.sources["config"] = ("config", "config.json", f"Configuration of {name}: {', '.join(said)}", tuple(fields))
    return found


def of_card(path: Path, name: str, ids: Ids) -> Found:
    """What the front matter of a model card says of the model `name`: terms, task, languages, what it was made from."""
    text = path.read_text("utf-8")
    front = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    tree = Document(front[1] + "\n", path.name).tree if front else None
    if not isinstance(tree, dict):
        raise Unreadable(f"{path.name} has no front matter; is it the README.md of the model's repository?")
    head: Mapping[str, Any] = tree
    found, said = Found(), []
    tag = head.get("license_name") if head.get("license") == "other" else head.get("license")
    if isinstance(tag, str):
        id = ids.known("license", tag)
        if id:
            found.fields["license"] = {"weights": id}
            said.append(f"license tag {tag}")
        else:
            found.notes.append(f"license: the card says '{tag}', which no record of data/licenses/ has as id, spdx or hub_tag")
    if head.get("pipeline_tag") in _TYPES:
        type_, reads, writes = _TYPES[head["pipeline_tag"]]
        found.fields["type"] = type_
        found.fields["modalities"] = {"input": reads.split(), "output": writes.split()}
        said.append(f"task {head['pipeline_tag']}")
    found.fields["availability.weights"] = "gated" if any(key.startswith("extra_gated") for key in head) else "open"
    said.append("weights after accepting terms" if found.fields["availability.weights"] == "gated" else "weights to download")
    languages = [code for code in _each(head.get("language")) if ids.has("vocabulary/languages", code)]
    if languages:
        found.fields["languages"] = {"listed": languages, "meaning": "tagged", "source": "card"}
        said.append(f"tags for {len(languages)} languages")
    if bases := list(_each(head.get("base_model"))):
        relation = _RELATIONS.get(str(head.get("base_model_relation")), "fine-tune")
        found.fields["base_models"] = [
            {"model": id, "relation": relation}
            if (id := ids.repository(base))
            else {"name": base.rpartition("/")[2], "relation": relation}
            for base in bases
        ]
        said.append(f"made from {', '.join(bases)}")
        if "base_model_relation" not in head:
            found.notes.append("base_models: the card names the base and not the relation; fine-tune is assumed")
    found.sources["card"] = ("maker", "README.md", f"Card of {name}: {', '.join(said)}", ())
    return found


def _first(config: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    return next((config[name] for name in names if type(config.get(name)) is int and config[name] > 0), None)


def _groups(config: Mapping[str, Any]) -> list[dict[str, Value]]:
    """Layers by kind, where the file lists them and they differ."""
    kinds = [_LAYERS.get(str(kind)) for kind in config.get("layer_types") or ()]
    if None in kinds or len(set(kinds)) < 2:
        return []
    window = _first(config, ("sliding_window",))
    return [
        {"count": count, "attention": kind} | ({"window": window} if kind == "sliding" and window else {})
        for kind, count in Counter(map(str, kinds)).items()
    ]


def _attention(shape: Mapping[str, int], groups: list[dict[str, Value]]) -> str:
    if groups:
        return "hybrid"
    if "kv_lora_rank" in shape:
        return "mla"
    heads, shared = shape.get("heads"), shape.get("kv_heads")
    return "" if not heads or not shared else "mha" if heads == shared else "mqa" if shared == 1 else "gqa"


def _context(config: Mapping[str, Any]) -> tuple[int | None, dict[str, Value] | None]:
    """(native, extended): a method of scaling in the file says which is which."""
    window = _first(config, ("max_position_embeddings", "n_positions", "max_sequence_length", "seq_length"))
    scaling = config.get("rope_scaling") or config.get("rope_parameters")
    first = _first(scaling, ("original_max_position_embeddings",)) if isinstance(scaling, dict) else None
    method = str(scaling.get("rope_type") or scaling.get("type")) if isinstance(scaling, dict) else ""
    if window and first and first < window and method == "yarn":
        return first, {"tokens": window, "by": "yarn"}
    return window, None


def _each(value: Any) -> Iterator[str]:
    yield from (str(one) for one in value) if isinstance(value, list) else [value] if isinstance(value, str) and value else []
