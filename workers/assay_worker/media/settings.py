"""How C2PA's library is used: no network, no thumbnails, no trust but the anchors that are named."""

from __future__ import annotations

from typing import Any

from .authority import C2PA_SIGNING

NOBODY = ""  # an empty trust list


def settings(anchors: str, verify_trust: bool = True) -> dict[str, Any]:
    """For c2pa.Context.from_dict. `anchors` is PEM; without any, no certificate is trusted."""
    return {
        "version": 1,
        "trust": {"trust_anchors": anchors or None, "user_anchors": None, "allowed_list": None, "trust_config": C2PA_SIGNING},
        "core": {"allowed_network_hosts": [], "allow_redirects": False, "decode_identity_assertions": False, "max_decompressed_manifest_size_in_mb": 8},
        "verify": {
            "verify_trust": verify_trust,
            "verify_after_reading": True,
            "verify_after_sign": False,
            "ocsp_fetch": False,
            "remote_manifest_fetch": False,
        },
        "builder": {"thumbnail": {"enabled": False}},
    }
