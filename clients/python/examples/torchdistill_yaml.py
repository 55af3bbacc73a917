#!/usr/bin/env python3
"""Trains as torchdistill.yaml says, which is all that Stillwatch needs: what is here is what every such script does.

./torchdistill_yaml.py                     to Kafka at localhost:9092, as the YAML has it
./torchdistill_yaml.py run.spool           to a file instead
"""

from __future__ import annotations

import sys
from pathlib import Path

import clusters
import torch
from torchdistill.common.main_util import import_dependencies
from torchdistill.common.yaml_util import load_yaml_file
from torchdistill.core.distillation import get_distillation_box


def main() -> None:
    settings = load_yaml_file(str(Path(__file__).with_name("torchdistill.yaml")))
    if len(sys.argv) > 1:
        told = settings["train"]["criterion"]["kwargs"]["sub_terms"]["stillwatch"]["criterion"]["kwargs"]
        told.update(bootstrap=None, spool=sys.argv[1])
    import_dependencies(settings["dependencies"])

    torch.manual_seed(0)
    teacher, student, data = clusters.teacher(), clusters.student(), {"rows": clusters.rows(4000)}
    device = torch.device("cpu")
    box = get_distillation_box(teacher, student, data, settings["train"], device, None, False, 1)
    for epoch in range(box.num_epochs):
        box.pre_epoch_process(epoch=epoch)
        for rows, targets, supplements in box.train_data_loader:
            box.pre_forward_process()
            loss = box.forward_process(rows, targets, supplements)
            box.post_forward_process(loss=loss)
        box.post_epoch_process()
        print(f"epoch {epoch}: loss {loss.item():.3f}")


if __name__ == "__main__":
    main()
